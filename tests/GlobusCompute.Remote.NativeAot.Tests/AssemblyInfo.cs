// Two publishes at once would build the projects that they share into the same files.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
