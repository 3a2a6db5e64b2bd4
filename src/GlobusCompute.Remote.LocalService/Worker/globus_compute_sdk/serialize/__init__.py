from globus_compute_sdk.serialize.concretes import *  # noqa: F401,F403
from globus_compute_sdk.serialize.concretes import __all__  # noqa: F401
