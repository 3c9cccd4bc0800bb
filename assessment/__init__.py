"""A national self-assessment of readiness against improvised explosive devices.

The questions are derived from the operative paragraphs of General Assembly resolution 75/59.
Two things come in, a questionnaire and an answer file; one door, `assessment.assess`, turns the
pair into a finished Assessment; every face shows that value and computes nothing itself.
"""

from assessment.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from assessment.batch.many import score_many

__all__ = ["__version__", "score_many"]


def __getattr__(name: str) -> object:
    # Importing the package stays cheap: scoring many files needs numpy, most commands do not.
    if name == "score_many":
        from assessment.batch.many import score_many

        return score_many
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
