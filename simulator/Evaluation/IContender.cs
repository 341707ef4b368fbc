namespace O4O.Simulator.Evaluation;

/// <summary>Somebody who makes receipts of recordings.</summary>
public interface IContender
{
    /// <summary>Receipts and weight changes of one recording. Called by several threads.</summary>
    /// <param name="recording">The file.</param>
    /// <param name="folder">An empty folder for whatever needs to be written on the way.</param>
    Outcome Run(string recording, string folder);
}
