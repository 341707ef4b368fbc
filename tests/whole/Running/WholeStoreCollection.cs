namespace O4O.Whole.Tests.Running;

/// <summary>Whole stores run one at a time: each wants the machine in real time.</summary>
[CollectionDefinition("whole store", DisableParallelization = true)]
public sealed class WholeStoreCollection;
