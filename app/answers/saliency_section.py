"""Which inputs speak for an output, and which against it."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.answers.input_bars import InputBars
from app.answers.picture_with_words import PictureWithWords
from app.answers.saliency_picture import SaliencyPicture
from app.answers.sign_colours import named
from app.answers.subject import Subject
from app.look import numbers
from app.look.look import Look
from app.probed import Probed
from app.widgets.choice_box import choice_box
from app.widgets.line import line
from app.widgets.section import Section, paragraph
from app.widgets.tip import wrapped

ANSWER, NOTHING = "the answer", "nothing"
TIP = (
    "Choose an output: shown is ∂(output)/∂x, by how much it would rise for each {part} if that "
    "were a little greater, with all others as they are."
)


class SaliencySection(QWidget):
    """Shows ∂(output)/∂x of the output that the user chose: the answer, if nothing else."""

    #: The user chose another output, or none.
    chosen = pyqtSignal()

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._look = Look()
        self._name = ""
        self._choice = choice_box()
        follows = [ANSWER] if len(subject.output_names) > 1 and subject.class_names else []
        self._first = len(follows)
        self._choice.addItems([*follows, *subject.output_names, NOTHING])
        question = f"Which {subject.part}s {'speak for' if subject.class_names else 'move'} …"
        self._choice.setAccessibleName(question)
        self._choice.setToolTip(wrapped(TIP.format(part=subject.part)))
        self._choice.activated.connect(lambda: self.chosen.emit())
        self._legend = paragraph()
        self._reading = paragraph()
        self._view = _view(subject)
        words = (line(self._choice, None), self._legend, self._reading)
        self._halves: PictureWithWords | None = None
        if isinstance(self._view, SaliencyPicture):
            self._view.pointed.connect(self._show_reading)
            self._halves = PictureWithWords(self._view, *words)
            self._section = Section(question, self._halves)
        else:
            self._section = Section(question, *words[:2], self._view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)

    def output(self, answer: int) -> int | None:
        """The output whose derivative is wanted, if that is the answer; None: no output."""
        number = self._choice.currentIndex() - self._first
        if number < 0:
            return answer
        return number if number < len(self._subject.output_names) else None

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self._section.show_look(look)
        self._choice.setMinimumWidth(round(120 * look.unit))
        self._view.show_look(look)
        if self._halves is not None:
            self._halves.show_look(look)
        for label in (self._legend, self._reading):
            label.setFont(look.font(0.9))
        self._show_legend()

    def show_probed(self, probed: Probed | None) -> None:
        """Show the derivative at an input, or that there is none."""
        gradient = None if probed is None else probed.gradient
        is_chosen = self.output(0) is not None
        self._view.setVisible(is_chosen)
        self._legend.setVisible(is_chosen)
        self._reading.setVisible(is_chosen and self._halves is not None)
        if probed is None or probed.chosen is None:
            self._name = ""
        else:
            self._name = self._subject.output_names[probed.chosen]
        self._show_legend()
        if probed is None:
            self._view.clear()
        elif isinstance(self._view, SaliencyPicture):
            self._view.show_gradient(probed.x, gradient, f"output {self._name}")
        elif gradient is None:
            self._view.clear()
        else:
            self._view.show_values(gradient, list(map(numbers.signed, gradient.tolist())))
        self._show_reading()

    def _show_reading(self) -> None:
        """Tell of the pixel that is pointed at."""
        if isinstance(self._view, SaliencyPicture):
            self._reading.setText(self._view.text)

    def _show_legend(self) -> None:
        subject, name = self._subject, self._name or "it"
        more = "more ink here" if subject.is_drawn else "more of it"
        against, for_ = f"{more} lowers {name}", f"{more} raises {name}"
        if subject.class_names:
            against, for_ = f"{more} speaks against {name}", f"{more} speaks for {name}"
        text = f"{named(True, self._look)}: {for_}<br>{named(False, self._look)}: {against}"
        if text != self._legend.text():
            self._legend.setText(text)


def _view(subject: Subject) -> SaliencyPicture | InputBars:
    """What suits the inputs."""
    if subject.picture is not None:
        return SaliencyPicture(subject.picture)
    return InputBars(subject.input_names, "∂(output)/∂x of each input", "−1.234e−5")
