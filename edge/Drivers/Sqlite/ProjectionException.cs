namespace O4O.Edge.Drivers.Sqlite;

/// <summary>A query could not be answered: the database is damaged, locked or not there.</summary>
public sealed class ProjectionException : Exception
{
    public ProjectionException()
    {
    }

    public ProjectionException(string message)
        : base(message)
    {
    }

    public ProjectionException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
