namespace O4O.Edge.Store.Journal;

/// <summary>A sensor fell silent, came back, restarted, or its clock went wrong.</summary>
/// <param name="AtUs">When it was noticed.</param>
/// <param name="Device">Which.</param>
/// <param name="State"><c>silent</c>, <c>ok</c>, <c>restarted</c>, <c>clock</c> or <c>dropped</c>.</param>
/// <param name="Detail">A sentence for a person.</param>
public sealed record SourceChanged(long AtUs, string Device, string State, string Detail) : JournalRecord(AtUs);
