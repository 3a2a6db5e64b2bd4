# since 3.14
t'{x}'
# ---
t"a{x!r:>{w}}b{{}}" rt'\d{x}' TR"{x}" Rt'' tr"""{
y}"""
# ---
t'{a['b']}' t"{t'{x}'}" t'{x=}'
# ---
t = 1
t('x')
# ---
print(t'{f'{x}'}', f"{t"{y}"}")
