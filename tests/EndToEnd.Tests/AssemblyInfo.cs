// Each class is a server and a browser that paints without a GPU: two of them at once are too many for the two cores that CI has.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
