namespace O4O.Simulator.Demo.Processes;

/// <summary>One time that a service died and came back.</summary>
/// <param name="Service">Its name.</param>
/// <param name="At">When its end was seen.</param>
/// <param name="ExitCode">How it ended: 128 + the signal when one ended it (137 is SIGKILL).</param>
/// <param name="Away">From its end until it did its work again; measured on a clock that nobody can step.</param>
/// <param name="Attempts">Lives begun until one was healthy.</param>
public sealed record Restart(string Service, DateTimeOffset At, int ExitCode, TimeSpan Away, int Attempts);
