"""A part as a form that a ministry can fill in without this program, and back."""
