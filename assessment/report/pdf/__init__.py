"""HTML to PDF: the only room that knows WeasyPrint."""

from assessment.report.pdf.document import Document, EmbeddedFile
from assessment.report.pdf.telling import Progress
from assessment.report.pdf.writing import write_pdf

__all__ = ["Document", "EmbeddedFile", "Progress", "write_pdf"]
