namespace NbaStudio.Components.Pages.Events;

/// <summary>What a line of a condition can say about a property.</summary>
public enum ConditionOperator : byte { Equal, NotEqual, Greater, GreaterOrEqual, Less, LessOrEqual, Contains, Present, Missing }
