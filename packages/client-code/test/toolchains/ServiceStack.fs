// The part of ServiceStack's interfaces that client code refers to, and of what the compiler's package leaves out of .NET.
namespace System.Runtime.Serialization

open System

type DataContractAttribute() =
    inherit Attribute()
    member val Namespace = "" with get, set

[<AttributeUsage(AttributeTargets.Field)>]
type EnumMemberAttribute() =
    inherit Attribute()

[<AttributeUsage(AttributeTargets.Property)>]
type DataMemberAttribute() =
    inherit Attribute()
    member val Order = 0 with get, set

namespace ServiceStack

open System

[<AllowNullLiteral>]
type IReturn<'T> = interface end

[<AllowNullLiteral>]
type IReturnVoid = interface end

[<AllowNullLiteral>]
type IGet = interface end

[<AllowNullLiteral>]
type IPost = interface end

[<AllowNullLiteral>]
type IPatch = interface end

[<AllowNullLiteral>]
type IDelete = interface end


[<AttributeUsage(AttributeTargets.Class)>]
type ApiAttribute() =
    inherit Attribute()
    member val Description = "" with get, set

[<AttributeUsage(AttributeTargets.Property)>]
type ApiMemberAttribute() =
    inherit Attribute()
    member val Description = "" with get, set
    member val IsRequired = false with get, set

namespace ServiceStack.DataAnnotations

type ReferenceAttribute() =
    inherit System.Attribute()
