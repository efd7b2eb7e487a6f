// The part of ServiceStack's interfaces that client code refers to.
using System;

namespace ServiceStack
{
    public interface IReturn { }
    public interface IReturn<T> : IReturn { }
    public interface IReturnVoid : IReturn { }
    public interface IVerb { }
    public interface IGet : IVerb { }
    public interface IPost : IVerb { }
    public interface IPatch : IVerb { }
    public interface IDelete : IVerb { }

    [AttributeUsage(AttributeTargets.Class)]
    public class ApiAttribute : Attribute
    {
        public string Description { get; set; }
    }

    [AttributeUsage(AttributeTargets.Property)]
    public class ApiMemberAttribute : Attribute
    {
        public string Description { get; set; }
        public bool IsRequired { get; set; }
    }
}

namespace ServiceStack.DataAnnotations
{
    public class ReferenceAttribute : Attribute { }
}
