"""The question screen: its lines, and the objects that answer, record, go on and lead elsewhere."""
