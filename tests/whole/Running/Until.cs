namespace O4O.Whole.Tests.Running;

/// <summary>Waits for conditions, with a generous limit.</summary>
internal static class Until
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Returns when the condition holds.</summary>
    /// <exception cref="TimeoutException">It did not within a minute; the message says what was waited for.</exception>
    public static async Task TrueAsync(string what, Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            if (limit.IsCancellationRequested) throw new TimeoutException($"Waited {Limit.TotalSeconds} s in vain for: {what}");
            await Task.Delay(50, CancellationToken.None);
        }
    }
}
