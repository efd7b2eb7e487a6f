<?php namespace ServiceStack;

// The part of the servicestack/client package that the classes of an API stand on.

interface IReturn
{
    public function createResponse(): mixed;
}

interface IReturnVoid
{
    public function createResponse(): void;
}

class ArrayList
{
    public array $genericArgs = [];

    public static function create(array $genericArgs = []): ArrayList
    {
        $list = new ArrayList();
        $list->genericArgs = $genericArgs;
        return $list;
    }
}

interface IGet {}
interface IPost {}
interface IPatch {}
interface IDelete {}
