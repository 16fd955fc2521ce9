using Xunit.v3;


[assembly: AssemblyFixture(typeof(TheHub))]
// Tests mostly wait for the hub, so more of them than there are cores run at once.
[assembly: Parallelization(MaxThreads = 4)]
