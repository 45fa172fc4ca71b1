"""nbgrader's gradebook gets a score only for what was judged; the rest waits for a grader."""

from typing import Any

from nbgrader.preprocessors import SaveAutoGrades

from grader.notebooks.nbgrader.judge_cells import UNJUDGED


class SaveScores(SaveAutoGrades):  # type: ignore[misc]  # nbgrader is untyped
    """SaveAutoGrades gives an error no points, whosever it is. One of JudgeCells' own leaves the cell without a score."""

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if cell.metadata.get("nbgrader", {}).get("grade") and any(
            each.output_type == "error" and each.ename == UNJUDGED for each in cell.get("outputs", ())
        ):
            marks = resources["nbgrader"]
            grade = self.gradebook.find_grade(
                cell.metadata["nbgrader"]["grade_id"], marks["notebook"], marks["assignment"], marks["student"]
            )
            grade.auto_score, grade.needs_manual_grade = None, True
            self.gradebook.db.commit()
        return cell, resources
