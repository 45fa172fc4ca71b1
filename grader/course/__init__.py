"""course.toml, the only manifest: what it says (model), how it is read and checked (manifest), and which it is (find)."""

from grader.course.find import current as current
from grader.course.find import find_root as find_root
from grader.course.manifest import load as load
from grader.course.manifest import load_solved as load_solved
from grader.course.model import LETTERS as LETTERS
from grader.course.model import Course as Course
from grader.course.model import CourseError as CourseError
from grader.course.model import Exercise as Exercise
from grader.course.model import Limits as Limits
from grader.course.model import Question as Question
from grader.course.model import Unit as Unit
from grader.course.model import read_source as read_source
