"""HTML to PDF: the only room that knows WeasyPrint."""

from assessment.report.pdf.document import Document, EmbeddedFile, Made
from assessment.report.pdf.writing import write_pdf

__all__ = ["Document", "EmbeddedFile", "Made", "write_pdf"]
