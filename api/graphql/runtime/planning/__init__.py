"""Queries answered by a plan: level by level, all objects of a place at once, without a task each.

A plan is what an operation selects, looked up in the schema once: which field is an attribute of
the object that a row became, which is a link that is read for many keys by one call, and which a
function has to answer. It is made of the schema's own types, so nothing is described twice.

An answer by a plan has no errors. Whatever would be one (an exception, a null where none may be),
or is not known to plans, ends it, and the whole operation is executed by the library: in
``Executor._execute``, and nowhere else. Queries change nothing, so asking again is harmless.
"""
