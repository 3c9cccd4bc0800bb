"""The terminal program: one session, its screens, widgets and dialogs."""
