namespace O4O.Simulator.Rendering.Scenes;

/// <summary>What a ray met in a stage: a fixed solid, one of a group's, or a side of the room.</summary>
/// <param name="Group">The group's number; −1 for what is fixed, −2 for the room, −3 for nothing.</param>
/// <param name="Item">Which of them; of the room the face: −x, +x, −y, +y, the floor (4), the ceiling (5).</param>
/// <param name="FarMm">How far away.</param>
internal readonly record struct Met(int Group, int Item, float FarMm)
{
    public const int Fixed = -1, Room = -2, Nothing = -3;
}
