"""Small changes of right answers, each of which some check has to catch: is what the checks ask for tight, in any style?"""
