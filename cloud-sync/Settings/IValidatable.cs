namespace O4O.Settings;

/// <summary>
/// A settings record that can say which of its values are out of range.
/// </summary>
public interface IValidatable
{
    /// <summary>
    /// One sentence a problem, none when all is well. A sentence that begins with the name of one of the record's own
    /// keys (<c>"maxInFlight must be between 1 and 64, but is 0"</c>) is reported at that key; any other at the record.
    /// Called only on a record whose keys and types are right; must not throw.
    /// </summary>
    IEnumerable<string> Problems();
}
