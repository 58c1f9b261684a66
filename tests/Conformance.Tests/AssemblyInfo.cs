// Hosts of Orleans take ports and seconds; one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
