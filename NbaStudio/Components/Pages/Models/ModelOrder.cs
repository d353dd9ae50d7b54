namespace NbaStudio.Components.Pages.Models;

/// <summary>What the table of models is ordered by.</summary>
public enum ModelOrder : byte { Name, Responses, Rate, Auc, Spread }
