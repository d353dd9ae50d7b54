namespace NbaStudio.Engine.Customers;

/// <summary>How chance chose a treatment. Numbers are stored: never change or reuse one.</summary>
public enum ChoiceDraw : byte
{
    /// <summary>It was placed beside the one that was drawn, is a service message, or it is not known.</summary>
    None = 0,

    /// <summary>As the models serve: the best one, with priced exploration.</summary>
    Served = 1,

    /// <summary>Evenly among all that were allowed: the random check.</summary>
    Even = 2,
}
