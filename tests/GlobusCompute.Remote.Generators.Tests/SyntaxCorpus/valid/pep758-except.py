# since 3.14
try: pass
except A, B: pass
# ---
try: pass
except A, B, C.d: pass
except (D, E) as e: pass
except: pass
# ---
try: pass
except* A, B: pass
# ---
try: pass
except A,: pass
