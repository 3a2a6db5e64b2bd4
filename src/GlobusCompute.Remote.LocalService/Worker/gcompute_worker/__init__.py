"""The worker of the local Compute service: runs tasks as a Globus Compute endpoint's worker does."""

# What the worker stands for: its tasks see this SDK's behaviour.
SDK_VERSION = "4.15.0"
