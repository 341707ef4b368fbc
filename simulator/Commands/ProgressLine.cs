namespace O4O.Simulator.Commands;

/// <summary>How far long work is, on standard error: one line that counts up on a terminal, a line each tenth when piped.</summary>
/// <param name="count">How many there are to do.</param>
/// <param name="what">Of what.</param>
internal sealed class ProgressLine(int count, string what)
{
    /// <summary>So many are done.</summary>
    public void Show(int done)
    {
        if (!Console.IsErrorRedirected) Console.Error.Write($"\r{done} of {count} {what}{(done == count ? "\n" : "")}");
        else if (done == count || done * 10 / count != (done - 1) * 10 / count) Console.Error.Write($"{done} of {count} {what}\n");
    }
}
