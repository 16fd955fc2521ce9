using Xunit.v3;

// Each class starts a whole system; two at once would only share the cores, and times are measured.
[assembly: Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
