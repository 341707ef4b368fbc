namespace O4O.Simulator.Tests.Commands;

/// <summary>Tests that listen to the console: it is one for the process, so they run one after the other and beside nobody else.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleCollection
{
    public const string Name = "console";
}
