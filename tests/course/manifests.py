"""A manifest that has every key that there is, so that tests may change it in one place."""

FULL = """\
id = "small-course"
title = "Small"
points = 4.5
support = ["demo.py"]
ignore = ["pictures"]
libraries = ["matplotlib"]

[package]
version = "1.2"
summary = "A small course."
license = "Apache-2.0"
requires = ["pooch>=1.8"]

[limits]
call_seconds = 2
exercise_seconds = 20
memory_mib = 1024
file_mib = 16

[[data]]
name = "inside"
title = "the data in the course"
files = ["data/*.csv"]

[[data]]
name = "outside"
title = "the large data"
variable = "SMALL_DATA"

[[unit]]
name = "unit1_a"
title = "A"
short = "a"

[[unit.exercise]]
name = "first"
points = 1
hints = ["A nudge.", "The call.", "Nearly the answer."]
reading = "Unit 1."

[[unit.exercise]]
name = "second"
points = 2.5
needs = ["first"]
device = "cpu"
thresholds = { inside = { loss = 0.5 }, outside = { loss = 0.25 } }
limits = { memory_mib = 99 }

[[unit.question]]
name = "q01"
kind = "choice"
exercise = "second"
[unit.question.wrong]
b = "That is its square."
[unit.question.withheld]
c = "That is its root."

[[unit.question]]
name = "q02"
kind = "words"
points = 2
rubric = ["1 point: it names the slope."]

[[unit]]
name = "unit2_b"
title = "B"

[[unit.exercise]]
name = "third"
points = 1
needs = ["second"]

[[unit.exercise]]
name = "extra"
points = 0
"""
