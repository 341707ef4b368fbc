namespace O4O.Simulator.Commands;

/// <summary>Something the caller of a command can put right: its message is the one line to show.</summary>
public sealed class UserMistakeException : Exception
{
    public UserMistakeException()
    {
    }

    public UserMistakeException(string message)
        : base(message)
    {
    }

    public UserMistakeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
