# 2: expected an indented block after function definition on line 1
def f():
pass
# ---
# 2: expected an indented block after 'if' statement on line 1
if x:
y = 1
# ---
# 2: unexpected indent
x = 1
  y = 2
# ---
# 1: unexpected indent
  x = 1
# ---
# 3: unindent does not match
if x:
    y
  z
# ---
# 3: inconsistent use of tabs
if x:
        y
	z
# ---
# 1: expected an indented block after class definition
class C:
# ---
# 4: expected an indented block after 'else' statement
if x:
    y
else:
z
# ---
# 4: expected an indented block after 'except' statement
try:
    x
except A:
y
