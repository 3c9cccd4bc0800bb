"""A national self-assessment of readiness against improvised explosive devices.

The questions are derived from the operative paragraphs of General Assembly resolution 75/59.
Two things come in, a questionnaire and an answer file; one door, `assessment.assess`, turns the
pair into a finished Assessment; every face shows that value and computes nothing itself.
"""

__version__ = "1.0.0"
