namespace O4O.Edge.Store.Journal;

/// <summary>A sensor fell silent, came back, restarted, its clock went wrong, or one plate of a shelf cannot weigh or can again.</summary>
/// <param name="AtUs">When it was noticed.</param>
/// <param name="Device">Which.</param>
/// <param name="State"><c>silent</c>, <c>ok</c>, <c>restarted</c>, <c>clock</c>, <c>dropped</c>, <c>stuck</c>, <c>mute</c> or <c>unbalanced</c>.</param>
/// <param name="Detail">A sentence for a person.</param>
public sealed record SourceChanged(long AtUs, string Device, string State, string Detail) : JournalRecord(AtUs);
