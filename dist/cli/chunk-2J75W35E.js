function address(type,parts={}){return{type,repository:null,path:null,commit:null,author:null,date:null,container:[],...parts}}export{address};
