"""Results for people and for other programs: terminal, class page, learners' pages, analysis, exports."""
