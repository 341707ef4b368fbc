namespace O4O.Simulator.Shelves;

/// <summary>A plate (number on its shelf, from 0) and what it bears of a unit, grams.</summary>
internal readonly record struct Bearer(int Plate, double Grams);
