# since 3.10
match x:
    case 1 | -1 | 1.5 | -2j | 1 + 2j | -3 - 4j: pass
    case "a" "b" | b"c" | None | True | False: pass
    case a.b | a.b.c: pass
    case Point(0, y=1, z=Q(), ) | Point(): pass
    case [1, *_, _] | (2, *_) | [] | (): pass
    case {"k": 1, a.b: [x, y], -1: z, **rest}: pass
    case {1: _, }: pass
    case {**rest, }: pass
    case (1 | 2) as n if n > 1: pass
    case 1, 2: pass
    case *a, 3: pass
    case 4,: pass
    case (5): pass
    case [(6), (7, )]: pass
    case _: pass
# ---
match (x):
    case y: pass
# ---
match [x]:
    case [y]: pass
# ---
match -x:
    case _ if (z := 1): pass
# ---
match *a, b:
    case _: pass
# ---
match a, *b,:
    case _: pass
# ---
match x := f():
    case _: pass
# ---
match {"a": 1}:
    case {}: pass
# ---
match not x:
    case _: pass
# ---
match lambda: 1:
    case _: pass
# ---
match ...:
    case _: pass
# ---
match "text":
    case "text": pass
# ---
match match:
    case case: match = case
# ---
def f():
    match yes:
        case [a] if a: return 1
        case _:
            for i in a:
                match i:
                    case 1: break
                    case 2: continue
# ---
match = 1
match.x = 2
match[1] = 3
match(1, 2)
match * 2
match - 1
match, case = 1, 2
match: int = 1
match[x]: int = 1
match(x).y: int
print(match)
match if match else match
match in x
match is x
match and x
case = _ = type = 1
case(1)
_ = match[1:2]
match -x
match @ x
match += 1
match (
  1)
lambda match: match
def match(case, type=1, *, _): pass
class case: match: int
import match, case.type as _
from match import case as type
for match in case: pass
with match as case: pass
match; case; type
