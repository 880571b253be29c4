"""The signs that LaTeX has names for."""

from app.formula.atoms import Kind

GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ϵ",
    "varepsilon": "ε",
    "eta": "η",
    "theta": "θ",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "pi": "π",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "phi": "φ",
    "omega": "ω",
    "ell": "ℓ",
    "partial": "∂",
}
"""Letters that are set in italics."""

SIGNS = {
    "Delta": ("Δ", Kind.ORDINARY),
    "Sigma": ("Σ", Kind.ORDINARY),
    "nabla": ("∇", Kind.ORDINARY),
    "infty": ("∞", Kind.ORDINARY),
    "top": ("⊤", Kind.ORDINARY),
    "prime": ("′", Kind.ORDINARY),
    "dots": ("…", Kind.INNER),
    "ldots": ("…", Kind.INNER),
    "cdots": ("⋯", Kind.INNER),
    "cdot": ("⋅", Kind.BINARY),
    "odot": ("⊙", Kind.BINARY),
    "times": ("×", Kind.BINARY),
    "pm": ("±", Kind.BINARY),
    "sim": ("∼", Kind.RELATION),
    "approx": ("≈", Kind.RELATION),
    "leftarrow": ("←", Kind.RELATION),
    "rightarrow": ("→", Kind.RELATION),
    "to": ("→", Kind.RELATION),
    "le": ("≤", Kind.RELATION),
    "leq": ("≤", Kind.RELATION),
    "ge": ("≥", Kind.RELATION),
    "geq": ("≥", Kind.RELATION),
    "ne": ("≠", Kind.RELATION),
    "neq": ("≠", Kind.RELATION),
    "in": ("∈", Kind.RELATION),
    "lt": ("<", Kind.RELATION),
    "gt": (">", Kind.RELATION),
}
"""Signs that stand upright, and what they are to their neighbours."""

CHARACTERS = {
    "+": ("+", Kind.BINARY),
    "-": ("−", Kind.BINARY),
    "−": ("−", Kind.BINARY),
    "*": ("∗", Kind.BINARY),
    "·": ("⋅", Kind.BINARY),
    "=": ("=", Kind.RELATION),
    "<": ("<", Kind.RELATION),
    ">": (">", Kind.RELATION),
    ":": (":", Kind.RELATION),
    ",": (",", Kind.PUNCTUATION),
    ";": (";", Kind.PUNCTUATION),
}
"""What is typed as it is, but has a kind or another form."""

BRACKETS = {
    "(": ("(", Kind.OPENING),
    ")": (")", Kind.CLOSING),
    "[": ("[", Kind.OPENING),
    "]": ("]", Kind.CLOSING),
    r"\{": ("{", Kind.OPENING),
    r"\}": ("}", Kind.CLOSING),
    r"\lfloor": ("⌊", Kind.OPENING),
    r"\rfloor": ("⌋", Kind.CLOSING),
    r"\lceil": ("⌈", Kind.OPENING),
    r"\rceil": ("⌉", Kind.CLOSING),
    r"\lbrace": ("{", Kind.OPENING),
    r"\rbrace": ("}", Kind.CLOSING),
}

FUNCTIONS = {"max", "min", "tanh", "log", "exp", "cos", "sin", "sign", "ln"}
"""Written upright."""

SUMS = {"sum": "∑", "prod": "∏"}

ACCENTS = {"tilde": "\u0303", "hat": "\u0302", "bar": "\u0304", "dot": "\u0307"}
"""Commands and the combining marks that they put above a letter."""

SPACES = {
    r"\,": 3 / 18,
    r"\:": 4 / 18,
    r"\;": 5 / 18,
    r"\!": -3 / 18,
    r"\ ": 5 / 18,
    r"\quad": 1.0,
    r"\qquad": 2.0,
}
"""In em."""

SCRIPT_LETTERS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "𝒜ℬ𝒞𝒟ℰℱ𝒢ℋℐ𝒥𝒦ℒℳ𝒩𝒪𝒫𝒬ℛ𝒮𝒯𝒰𝒱𝒲𝒳𝒴𝒵", strict=True))
"""What \\mathcal makes of a letter."""
