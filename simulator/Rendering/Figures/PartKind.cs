namespace O4O.Simulator.Rendering.Figures;

/// <summary>What a piece belongs to: body and clothes make the person's box, bags and goods do not.</summary>
internal enum PartKind
{
    Body,
    LeftHand,
    RightHand,
    Gear,
    LeftGoods,
    RightGoods,
}
