"""The failure of a check: what was expected of which answer, for every reader."""

from grader.checking.answer import Answer, called


class CheckFailed(AssertionError):
    """A check was not met. `expected` is one sentence; `aspect` is what was looked at (shape, values, ...).

    `call` says what was called. `shown` is the sentence of a public check, which may tell values. `advice` is the last line of the
    message, where no known mistake explains the answer better, and `cause` its name in reports. `evidence` is what a known mistake
    must share to be named, where that is not all that the check read.
    """

    def __init__(
        self, call: str, expected: str, aspect: str, shown: str = "", advice: str = "", cause: str = "", evidence: str | None = None
    ) -> None:
        super().__init__(expected)
        self.call = call
        self.expected = expected
        self.aspect = aspect
        self.shown = shown or expected  # what a public check may say instead: with values
        self.advice = advice
        self.cause = cause or (aspect if advice else "")
        self.evidence = evidence


def fail(
    answer: Answer, expected: str, aspect: str = "behaviour", shown: str = "", advice: str = "", cause: str = "",
    evidence: str | None = None,
) -> CheckFailed:  # fmt: skip
    """The failure to raise where no method of `expect` fits: `raise fail(answer, "Expected …; got ….")`.

    Args:
        answer: the answer that is wrong; the message says what was called.
        expected: one sentence without values of tensors. In a hidden check it is all that the learner reads.
        aspect: what was looked at, in a word. A known mistake is named only where it fails by the same aspect.
        shown: what a public check says in place of `expected`, with values.
        advice: the last line, where no known mistake is named: what to do.
        cause: what the advice is about, in a word or two for reports; the aspect, where none is given.
        evidence: a word for what was seen, where the numbers themselves are drawn by chance: a known mistake is named that fails by
            the same word. By default, all that the check read and all that was raised, call by call.

    Returns:
        The CheckFailed; it is not raised here.
    """
    return CheckFailed(called(answer), expected, aspect, shown, advice, cause, evidence)
