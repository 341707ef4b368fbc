namespace O4O.Simulator.ModelTrials;

/// <summary>How one of the house's models is measured on rendered stores that it was not trained on.</summary>
internal interface IModelTrial
{
    /// <summary>What it is called on the command line (<c>--only</c>).</summary>
    string Name { get; }

    /// <summary>Measures; takes minutes.</summary>
    /// <exception cref="O4O.Edge.Drivers.Inference.Models.ModelException">The model cannot be run.</exception>
    TrialResult Run(TrialRequest request);
}
