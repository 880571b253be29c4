"""The answer: the headline, and a bar for every output."""

from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.answers.headline import Headline
from app.answers.subject import Said, Subject
from app.look.look import Look
from app.probed import Probed
from app.widgets.prediction_bars import Answer, PredictionBars


class AnswerSection(QWidget):
    """Shows what the network says, and what it said before it was trained on the same input."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        longest = max(subject.class_names or subject.output_names, key=len)
        number = "100.0%" if subject.are_shares else "−1.234e−5"
        self._headline = Headline(
            Said(longest, number), subject.invitation, has_second=bool(subject.class_names)
        )
        self._bars = PredictionBars(
            subject.output_names, are_shares=subject.are_shares, are_signed=subject.are_signed
        )
        self._bars.setAccessibleName("What the network answers")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._headline)
        self._column.addWidget(self._bars)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._column.setSpacing(round(6 * look.unit))
        self._headline.show_look(look)
        self._bars.show_look(look)

    def show_probed(self, probed: Probed | None, label: object) -> None:
        """Show an answer, or that there is none; `label` is what the user says it is, if so."""
        subject = self._subject
        if probed is None:
            self._headline.show_said(())
            self._bars.show_answer(Answer())
            return
        outputs = probed.outputs
        said = subject.class_said(outputs)
        true = label if isinstance(label, int) else None
        is_right = None if true is None else said == true
        if len(outputs) == 1:  # its one bar stands for class 1
            said, true = (0 if class_ == 1 else None for class_ in (said, true))
        self._headline.show_said(subject.said(outputs), is_right=is_right)
        self._bars.show_answer(Answer(outputs, true, said, probed.before))
