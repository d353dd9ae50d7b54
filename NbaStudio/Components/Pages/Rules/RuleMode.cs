namespace NbaStudio.Components.Pages.Rules;

/// <summary>What a group asks of its parts.</summary>
public enum RuleMode : byte { All, Any, None }
