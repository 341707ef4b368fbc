using O4O.Simulator.Commands;

namespace O4O.Simulator.Evaluation;

/// <summary>Works through many recordings, several at a time, each in a folder of its own that is gone afterwards.</summary>
internal static class Days
{
    /// <summary>Does <paramref name="one"/> for 0 … count − 1 with an empty folder; then says how many are done, one call at a time.</summary>
    /// <exception cref="UserMistakeException">The edge did not run, or the disk is full.</exception>
    public static void ForEach(int count, int jobs, Action<int, string> one, Action<int>? progress)
    {
        var gate = new Lock();
        int done = 0;
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = jobs }, i =>
            {
                string folder = Directory.CreateTempSubdirectory("o4o-evaluate-").FullName;
                try
                {
                    one(i, folder);
                }
                finally
                {
                    Directory.Delete(folder, recursive: true);
                }
                lock (gate) progress?.Invoke(++done);
            });
        }
        catch (AggregateException several)
        {
            if (several.Flatten().InnerExceptions.FirstOrDefault(e => e is IOException or UserMistakeException) is { } mistake)
                throw new UserMistakeException(mistake.Message, mistake);
            throw;
        }
    }
}
