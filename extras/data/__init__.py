"""The course's data: the embedded digits, and the full MNIST, which lies outside of the course. Behind `grader data`."""

from extras.data.command import add as add
from extras.data.command import fetch as fetch
from extras.data.command import layout as layout
from extras.data.command import status as status
from extras.data.place import check as check
