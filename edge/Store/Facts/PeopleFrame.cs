namespace O4O.Edge.Store.Facts;

/// <summary>Everybody whom one source saw at one moment (<see cref="DeviceMark.TimeUs"/> is the moment of capture).</summary>
public readonly ref struct PeopleFrame(DeviceMark mark, ReadOnlySpan<PersonObservation> people)
{
    public DeviceMark Mark { get; } = mark;
    public ReadOnlySpan<PersonObservation> People { get; } = people;
}
