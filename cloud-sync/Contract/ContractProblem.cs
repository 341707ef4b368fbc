namespace O4O.CloudSync.Contract;

/// <summary>Why an event is not one.</summary>
/// <param name="Field">JSON path of the value in the CloudEvent: <c>$.data.lines[3].quantity</c>.</param>
/// <param name="Text">What is wrong with it, without the path.</param>
public sealed record ContractProblem(string Field, string Text)
{
    /// <summary>Path and sentence.</summary>
    public override string ToString() => $"{Field} {Text}";
}
